/**
 * A small work that a machine does before it may ask again: a number to be found, by trying, so that the SHA-256 of the challenge, a colon and
 * the number begins with so many zero bits. One answer costs a person nothing; a million guesses cost a guesser days.
 */

/** How many bits are zero before the first that is not. */
export function leadingZeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first === -1) return bytes.length * 8
  return first * 8 + Math.clz32(bytes[first] ?? 0) - 24
}

/** What is hashed. */
export const provedText = (challenge: string, solution: string): string => `${challenge}:${solution}`
