export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="8" fill="#3b5bdb" />
      <path d="M11.5 11H15c4 0 2 10 6 10h.5M15 11h6.5" fill="none" stroke="#fff" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="9.5" cy="11" r="2.5" fill="#fff" />
      <circle cx="23" cy="11" r="2.5" fill="#fff" />
      <circle cx="23" cy="21" r="2.5" fill="#fff" />
    </svg>
  );
}
