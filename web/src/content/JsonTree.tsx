import { useState } from "react";
import { prettyJson } from "../lib/json";
import { CopyButton } from "../ui/CopyButton";
import { Icon } from "../ui/Icon";
import {
  childPath,
  entriesOf,
  isBranch,
  openAtFirst,
  PAGE,
  PREVIEW,
  previewOf,
  sizeOf,
  type Branch,
} from "./jsonRows";
import { Scalar } from "./JsonScalar";
import "./jsonTree.css";

/** JSON as a tree. Only what is open exists, so a large value costs no more than what is looked at. */
export function JsonTree({ value, folded = false }: { value: unknown; folded?: boolean }) {
  const fresh = () => ({ value, open: folded ? new Set<string>() : openAtFirst(value) });
  const [state, setState] = useState(fresh);
  if (state.value !== value) setState(fresh());
  const toggle = (path: string) => {
    const open = new Set(state.open);
    if (!open.delete(path)) open.add(path);
    setState({ value, open });
  };
  if (!isBranch(value)) {
    return (
      <div className="json-tree">
        <Scalar value={value} />
      </div>
    );
  }
  return (
    <div className="json-tree">
      <BranchView branch={value} path="" name={null} depth={0} open={state.open} onToggle={toggle} />
    </div>
  );
}

interface BranchProps {
  branch: Branch;
  path: string;
  name: string | null;
  depth: number;
  open: ReadonlySet<string>;
  onToggle: (path: string) => void;
}

/** JSON deeper than this is opened as text: each level on screen costs a level of the call stack. */
const MAX_DEPTH = 200;

function BranchView({ branch, path, name, depth, open, onToggle }: BranchProps) {
  const [limit, setLimit] = useState(PAGE);
  const size = sizeOf(branch);
  const isOpen = open.has(path) && size > 0 && depth < MAX_DEPTH;
  const array = Array.isArray(branch);
  return (
    <div className="json-branch">
      <div className="json-row">
        <button
          type="button"
          className="json-head"
          aria-expanded={isOpen}
          disabled={size === 0}
          onClick={() => onToggle(path)}
        >
          <span className="json-mark">{size > 0 && <Icon name={isOpen ? "down" : "right"} size={12} />}</span>
          {name !== null && <span className="json-key">{name}</span>}
          {(isOpen || array || size === 0 || size > PREVIEW) && (
            <span className="json-size">{summary(array, size)}</span>
          )}
          {!isOpen && size > 0 && <span className="json-preview">{previewOf(branch)}</span>}
        </button>
        <CopyButton text={() => prettyJson(branch)} label="Copy this JSON" />
      </div>
      {isOpen && (
        <div className="json-children">
          {entriesOf(branch, limit).map(([key, child]) =>
            isBranch(child) ? (
              <BranchView
                key={key}
                branch={child}
                path={childPath(path, key)}
                name={key}
                depth={depth + 1}
                open={open}
                onToggle={onToggle}
              />
            ) : (
              <div key={key} className="json-row json-leaf">
                <span className="json-key">{key}</span>
                <Scalar value={child} />
              </div>
            ),
          )}
          {size > limit && (
            <button type="button" className="text-button json-more" onClick={() => setLimit(limit * 4)}>
              {size - limit} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function summary(array: boolean, size: number): string {
  if (size === 0) return array ? "empty list" : "empty object";
  if (array) return size === 1 ? "1 item" : `${size} items`;
  return size === 1 ? "1 field" : `${size} fields`;
}
