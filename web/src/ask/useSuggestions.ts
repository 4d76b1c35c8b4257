import { useDeferredValue, useMemo } from "react";
import { useFields, useFieldValues, type Subject } from "../api/ask";
import { placeAt, suggest, valuesFor } from "./completion";

/** What could be written where the caret stands. */
export function useSuggestions(q: string, caret: number, subject: Subject, wanted: boolean) {
  const slowly = useDeferredValue(q);
  const place = useMemo(
    () => placeAt(slowly, Math.min(caret, slowly.length), subject),
    [slowly, caret, subject],
  );
  const fields = useFields(place.subject, wanted).data;
  const needed = wanted && fields !== undefined ? valuesFor(place, fields) : null;
  const values = useFieldValues(place.subject, needed?.field ?? null, needed?.prefix ?? "");
  const known = needed === null ? undefined : values.data;
  const suggestions = useMemo(
    () => (wanted && fields !== undefined ? suggest(place, fields, known) : []),
    [wanted, place, fields, known],
  );
  return { place, suggestions };
}
