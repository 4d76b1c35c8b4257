import type { ReactNode } from "react";

const PATHS = {
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-3h-8v8h3" />
    </>
  ),
  done: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.5 3.5" />
    </>
  ),
  right: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  down: <path d="m3.5 6 4.5 4.5L12.5 6" />,
  up: <path d="m3.5 10 4.5-4.5L12.5 10" />,
  columns: <path d="M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10" />,
  facets: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
  back: <path d="M13 8H3m4.5-4.5L3 8l4.5 4.5" />,
  out: <path d="M6.5 3.5h-3v9h9v-3M9.5 3h3.5v3.5M13 3 7.5 8.5" />,
  zoom: <path d="M2 3v10M14 3v10M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  traces: <path d="M2.5 4h6M5 8h8.5M7.5 12h4" />,
  table: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d="M2 6.5h12M2 9.8h12M6.5 6.5V13" />
    </>
  ),
  sessions: <path d="M2.5 3h8v6h-5L3 11V9h-.5ZM12.5 6h1v6H13v2l-2.5-2H6.5v-1" />,
  users: (
    <>
      <circle cx="8" cy="5.5" r="2.8" />
      <path d="M2.5 13.5a5.5 4.5 0 0 1 11 0" />
    </>
  ),
  dashboard: <path d="M2 13.5h12M4 11V7.5M8 11V3M12 11V5.5" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M12.6 3.4l-1.1 1.1M4.5 11.5l-1.1 1.1" />
    </>
  ),
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z" />,
  system: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11Z" fill="currentColor" />
    </>
  ),
  fold: <path d="m4.5 2.5 3.5 3 3.5-3M4.5 13.5l3.5-3 3.5 3M3 8h10" />,
  unfold: <path d="m4.5 5 3.5-3 3.5 3M4.5 11l3.5 3 3.5-3M3 8h10" />,
  side: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d="M6 3v10" />
    </>
  ),
  score: <path d="M2.5 11.5a5.5 5.5 0 0 1 11 0M8 11.5l3-4.2" />,
  warning: <path d="M8 2.5 14 13H2ZM8 6.5v3M8 11v.5" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof PATHS;

/** Line icons on a 16 px grid. They never carry meaning alone: a label stands beside or behind them. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {PATHS[name]}
    </svg>
  );
}
