import "./buttons.css";

interface Props<T extends string> {
  label: string;
  options: readonly { value: T; text: string }[];
  value: T;
  onChange: (value: T) => void;
  small?: boolean;
}

/** A few choices side by side. */
export function Segments<T extends string>({ label, options, value, onChange, small }: Props<T>) {
  return (
    <div className={small ? "segments small" : "segments"} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </div>
  );
}
