/** Milliseconds since 1970 by the visitor's device. */
export const now = (): number => Date.now()
