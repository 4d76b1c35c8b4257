import { useRef, type KeyboardEvent } from "react";
import { formatCount } from "../lib/format";
import "./tabs.css";

interface TabItem<T extends string> {
  value: T;
  text: string;
  count: number | null;
}

interface Props<T extends string> {
  label: string;
  tabs: readonly TabItem<T>[];
  value: T;
  onChange: (value: T) => void;
  panelId: string;
}

export function TabList<T extends string>({ label, tabs, value, onChange, panelId }: Props<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length]!;
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`#tab-${next.value}`)?.focus();
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          id={`tab-${tab.value}`}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panelId}
          tabIndex={tab.value === value ? 0 : -1}
          data-empty={tab.count === 0 || undefined}
          onClick={() => onChange(tab.value)}
        >
          {tab.text}
          {tab.count !== null && tab.count > 0 && (
            <span className="number muted"> {formatCount(tab.count)}</span>
          )}
        </button>
      ))}
    </div>
  );
}
