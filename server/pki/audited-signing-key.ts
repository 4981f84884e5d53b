import { createHash } from 'node:crypto'
import type { SigningKey } from '../../core/pki/signing-key.ts'
import { instantAt } from '../kernel/clock.ts'
import type { WithCardKeys } from './card-keys.ts'
import type { KeyId } from './key-store.ts'
import { signingKey } from './signing-key.ts'

export type SignaturePurpose =
  | 'CERTIFICATE'
  | 'CRL'
  | 'MASTER_LIST'
  | 'SOD'
  | 'QR'
  | 'SLIP'
  | 'CV_CERTIFICATE'
  | 'STATUS_LIST'

/**
 * A key of the card PKI. Its signatures are handed out only after their row in KeySignature is committed, in a transaction of its
 * own: a record that is rolled back later was signed all the same. Rows that wait together are written together. Sign before the
 * transaction that keeps the result, not inside it: the row needs a connection too, and transactions may hold all there are.
 */
export async function auditedSigningKey(
  app: WithCardKeys,
  id: KeyId,
  purpose: SignaturePurpose,
): Promise<SigningKey> {
  const { curve, point, sign } = await signingKey(app.cardKeys, id)
  return {
    curve,
    point,
    sign: async (algorithm, data) => {
      const signature = await sign(algorithm, data)
      const dataSha256 = createHash('sha256').update(data).digest('hex')
      await record(app, { at: instantAt(app.clock()), keyId: id, algorithm, purpose, dataSha256 })
      return signature
    },
  }
}

interface SignatureRow {
  readonly at: Date
  readonly keyId: string
  readonly algorithm: string
  readonly purpose: SignaturePurpose
  readonly dataSha256: string
}

interface Batch {
  readonly rows: SignatureRow[]
  readonly written: Promise<void>
}

/** What waits for the batch that is being written, by the database that it goes to. */
const journals = new WeakMap<WithCardKeys['db'], { waiting: Batch | null; last: Promise<void> }>()

function record(app: WithCardKeys, row: SignatureRow): Promise<void> {
  const journal = journals.get(app.db) ?? { waiting: null, last: Promise.resolve() }
  journals.set(app.db, journal)
  if (journal.waiting) {
    journal.waiting.rows.push(row)
    return journal.waiting.written
  }
  const rows = [row]
  const written = journal.last
    // A batch that failed has told its own signers.
    .catch(() => undefined)
    .then(async () => {
      journal.waiting = null
      await app.db.keySignature.createMany({ data: rows })
    })
  journal.waiting = { rows, written }
  journal.last = written
  return written
}
