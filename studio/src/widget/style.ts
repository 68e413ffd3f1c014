/** In a shadow root, so that neither the page nor the widget changes the other’s look. */
export const styleOf = (accent: string, ink: string, side: "left" | "right") => `
:host { all: initial; }
button { all: unset; box-sizing: border-box; position: fixed; ${side}: max(20px, env(safe-area-inset-${side})); bottom: max(20px, env(safe-area-inset-bottom)); width: 56px; height: 56px; border-radius: 50%; background: ${accent}; color: ${ink}; display: grid; place-items: center; cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / .25); z-index: 2147483000; font: 600 12px/20px system-ui, sans-serif; }
button:focus-visible { outline: 3px solid ${accent}; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
b { position: absolute; top: -4px; ${side}: -4px; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box; border-radius: 10px; background: #c2263a; color: #fff; text-align: center; }
iframe { position: fixed; ${side}: max(20px, env(safe-area-inset-${side})); bottom: 88px; width: min(400px, calc(100vw - 40px)); height: min(640px, calc(100dvh - 108px)); border: 0; border-radius: 14px; box-shadow: 0 8px 40px rgb(0 0 0 / .3); background: Canvas; color-scheme: light dark; z-index: 2147483001; }
[hidden] { display: none !important; }
@media (max-width: 480px), (max-height: 480px) { iframe { inset: 0; width: 100%; height: 100dvh; border-radius: 0; } }
`;
