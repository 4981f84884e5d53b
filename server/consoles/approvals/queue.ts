/** Codes of the page of the worklist that the officer comes from: j and k go through them. Forgotten with the page. */
let codes: readonly string[] = []

export const keepQueue = (shown: readonly string[]): void => {
  codes = shown
}

/** Takes a file out that was decided. */
export const leaveQueue = (code: string): void => {
  codes = codes.filter((one) => one !== code)
}

/** The file beside this one; null at either end. */
export function besides(code: string, by: 1 | -1): string | null {
  const at = codes.indexOf(code)
  return at === -1 ? null : (codes[at + by] ?? null)
}
