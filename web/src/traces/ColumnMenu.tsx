import { useRef, useState } from "react";
import { Icon } from "../ui/Icon";
import { useDismiss } from "../ui/useDismiss";
import { COLUMNS, type Column } from "./columns";
import "./columnMenu.css";

interface Props {
  /** Those that are shown, in their order. */
  columns: readonly Column[];
  /** Whether they are not the usual ones. */
  changed: boolean;
  /** Keys with commas; empty for the usual ones. */
  onChange: (columns: string) => void;
}

/** Which columns there are, and in which order. */
export function ColumnMenu({ columns, changed, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    if (box.current?.contains(document.activeElement)) button.current?.focus();
    setOpen(false);
  };
  useDismiss(box, open, close);
  const keys = columns.map((column) => column.key);
  const set = (next: string[]) => onChange(next.join(","));
  const move = (at: number, by: number) => set(keys.toSpliced(at, 1).toSpliced(at + by, 0, keys[at]!));
  return (
    <div ref={box} className="column-menu">
      <button
        ref={button}
        type="button"
        className="line-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <Icon name="columns" size={14} />
        Columns
      </button>
      {open && (
        <div className="column-panel" role="dialog" aria-label="Columns">
          <ul>
            {columns.map((column, at) => (
              <li key={column.key}>
                <Choice
                  column={column}
                  checked
                  disabled={columns.length === 1}
                  onChange={() => set(keys.toSpliced(at, 1))}
                />
                <Move column={column} up disabled={at === 0} onMove={() => move(at, -1)} />
                <Move column={column} disabled={at === keys.length - 1} onMove={() => move(at, 1)} />
              </li>
            ))}
          </ul>
          <ul>
            {COLUMNS.filter((column) => !keys.includes(column.key)).map((column) => (
              <li key={column.key}>
                <Choice column={column} checked={false} onChange={() => set([...keys, column.key])} />
              </li>
            ))}
          </ul>
          {changed && (
            <button type="button" className="text-button" onClick={() => onChange("")}>
              The usual columns
            </button>
          )}
        </div>
      )}
    </div>
  );
}

interface ChoiceProps {
  column: Column;
  checked: boolean;
  disabled?: boolean;
  onChange: () => void;
}

function Choice({ column, checked, disabled, onChange }: ChoiceProps) {
  return (
    <label>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={onChange} />
      {column.text}
    </label>
  );
}

interface MoveProps {
  column: Column;
  up?: boolean;
  disabled: boolean;
  onMove: () => void;
}

function Move({ column, up = false, disabled, onMove }: MoveProps) {
  const words = `Move ${column.text} to the ${up ? "left" : "right"}`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={words}
      title={words}
      disabled={disabled}
      onClick={onMove}
    >
      <Icon name={up ? "up" : "down"} size={12} />
    </button>
  );
}
