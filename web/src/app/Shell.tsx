import { useState, type ReactNode } from "react";
import { useServer } from "../api/queries";
import { readPreference, writePreference } from "../lib/storage";
import { Clew } from "../ui/Clew";
import { Icon, type IconName } from "../ui/Icon";
import { Link, parseRoute, usePath, type Route } from "./router";
import { useTheme } from "./theme";
import "./shell.css";

interface Props {
  /** Where the reader is, beside the project. */
  title: ReactNode;
  /** Controls of the page, at the right of the top bar. */
  controls?: ReactNode;
  children: ReactNode;
}

/** The frame of every page: one top bar, the navigation, the page. */
export function Shell({ title, controls, children }: Props) {
  const [narrowNav, setNarrowNav] = useState(readPreference("nav") === "narrow");
  const toggle = () => {
    setNarrowNav(!narrowNav);
    writePreference("nav", narrowNav ? null : "narrow");
  };
  return (
    <div className="shell" data-nav={narrowNav ? "narrow" : "wide"}>
      <a className="skip-link" href="#page">
        Skip to the page
      </a>
      <TopBar title={title} controls={controls} />
      <SideNav onToggle={toggle} narrow={narrowNav} />
      <main id="page" className="shell-page">
        {children}
      </main>
    </div>
  );
}

function TopBar({ title, controls }: Pick<Props, "title" | "controls">) {
  const server = useServer();
  return (
    <header className="top-bar">
      <Link href="/" className="brand" aria-label="Clew, all traces">
        <Clew />
        <span>Clew</span>
      </Link>
      <span className="top-project" title="Project">
        {server.data?.project ?? "\u00a0"}
      </span>
      <div className="top-title">{title}</div>
      <div className="top-controls">{controls}</div>
    </header>
  );
}

const THEME_WORDS = {
  system: { icon: "system", text: "Theme: system" },
  light: { icon: "sun", text: "Theme: light" },
  dark: { icon: "moon", text: "Theme: dark" },
} as const;

interface Place {
  href: string;
  icon: IconName;
  text: string;
  pages: readonly Route["page"][];
}

const PLACES: readonly Place[] = [
  { href: "/", icon: "traces", text: "Traces", pages: ["traces", "trace"] },
  { href: "/sessions", icon: "sessions", text: "Sessions", pages: ["sessions", "session"] },
  { href: "/users", icon: "users", text: "Users", pages: ["users", "user"] },
  { href: "/dashboard", icon: "dashboard", text: "Dashboard", pages: ["dashboard"] },
];

function SideNav({ onToggle, narrow }: { onToggle: () => void; narrow: boolean }) {
  const { page } = parseRoute(usePath());
  const server = useServer();
  const { choice, cycle } = useTheme();
  const theme = THEME_WORDS[choice];
  return (
    <nav className="side-nav" aria-label="Pages">
      {PLACES.map(({ href, icon, text, pages }) => (
        <Link
          key={href}
          href={href}
          className="nav-item"
          aria-current={pages.includes(page) ? "page" : undefined}
          title={text}
        >
          <Icon name={icon} />
          <span>{text}</span>
        </Link>
      ))}
      <div className="nav-foot">
        <button type="button" className="nav-item" onClick={cycle} title={theme.text}>
          <Icon name={theme.icon} />
          <span className="nav-theme">{theme.text}</span>
        </button>
        <button
          type="button"
          className="nav-item nav-fold"
          onClick={onToggle}
          aria-expanded={!narrow}
          title={narrow ? "Expand the navigation" : "Collapse the navigation"}
        >
          <Icon name="side" />
          <span>{narrow ? "Expand" : "Collapse"}</span>
        </button>
        {server.data && <p className="nav-version">Clew {server.data.version}</p>}
      </div>
    </nav>
  );
}
