/** The ball of thread. Its loose end runs to the right, where the path begins. */
export function Clew({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="var(--thread)"
      strokeWidth="2.2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="15" cy="15" r="11" />
      <path d="M5.5 10c6.5.8 12.5 5.5 15 13.5M11 4.8c6.5 1.2 12 6 14.5 12.7M4.2 17.5c5 .3 9.3 3 11.3 8" />
      <path d="M22.8 22.8c2 2.6 3.7 4.2 7.2 4.2" />
    </svg>
  );
}
