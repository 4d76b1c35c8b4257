/** Small preferences of this browser. Private windows may refuse storage; the page works without. */
export function readPreference(key: string): string | null {
  try {
    return localStorage.getItem(`clew.${key}`);
  } catch {
    return null;
  }
}

export function writePreference(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`clew.${key}`);
    else localStorage.setItem(`clew.${key}`, value);
  } catch {
    // Nothing to do: the preference lasts as long as the page.
  }
}
