import { createHash } from 'node:crypto'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/**
 * The chain over the captures of a transaction: SHA-256 of the hash before and the record's own, hexadecimal, upper case. The
 * first follows the hash of nothing.
 */
export function chainedHash(previous: string, record: Uint8Array): string {
  const before = previous === '' ? sha256(new Uint8Array()) : Buffer.from(previous, 'hex')
  return sha256(Buffer.concat([before, sha256(record)]))
    .toString('hex')
    .toUpperCase()
}
