// The browser's storage, which may be blocked or full: reading then finds nothing, writing says whether it worked.

/** Asked for when it is used: where it is blocked, even looking at it fails. */
type Where = () => Storage;
const forGood: Where = () => localStorage;
/** As long as this tab is open, over its reloads. */
export const inTab: Where = () => sessionStorage;

export function recall<T>(key: string, where = forGood): T | null {
  try {
    const text = where().getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown, where = forGood): boolean {
  try {
    where().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string, where = forGood): void {
  try {
    where().removeItem(key);
  } catch {
    // Blocked storage has nothing to forget.
  }
}
