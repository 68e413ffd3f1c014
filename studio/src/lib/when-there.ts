const FRAMES = 90;

/** Does something with what is being loaded or drawn, as soon as it is there; given up after a second or so. */
export function whenThere<T>(find: () => T | null | undefined | false, perform: (found: T) => void, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const found = find();
    if (found) perform(found);
    else if (frames > 0) whenThere(find, perform, frames - 1);
  });
}
