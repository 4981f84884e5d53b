const shelf = 'desk-token'

/**
 * The token that the agent's program puts into the address it opens (`/#token=…`). It is taken out of the address, which is
 * shown and remembered, and kept for this window alone.
 */
export function takeToken(): string {
  const given = /^#(?:token=)?([\w-]{16,})$/.exec(window.location.hash)?.[1]
  if (given !== undefined) {
    sessionStorage.setItem(shelf, given)
    window.history.replaceState(null, '', `${window.location.pathname}#/`)
  }
  return sessionStorage.getItem(shelf) ?? ''
}
