/** A hull with its bulkheads. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role="img"
      aria-label="Watertight"
      style={{ flex: 'none' }}
    >
      <rect width="32" height="32" rx="8" fill="#0b6e75" />
      <path
        d="M7 9.5h18M7 16h18M7 22.5h18M13 9.5V16m6 0v6.5"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        fill="none"
      />
    </svg>
  );
}
