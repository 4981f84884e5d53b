import {
  type MinutesBody,
  minutesBodySchema,
  minutesNumber,
  minutesSignaturesSchema,
  type SigningPart,
} from '../../../core/documents/minutes.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { DomainError } from '../../../core/errors.ts'
import { NotAllowed, NotFound } from '../../kernel/errors.ts'
import { nextNumber } from '../../kernel/next-number.ts'

/** Minutes are signed by persons: whoever acts has to be one. */
export function officerIdOf(actor: Actor): string {
  if (actor.kind !== 'officer') throw new NotAllowed()
  return actor.id
}

/** Two officers, each in their own session. */
export class AnotherOfficerNeeded extends DomainError<'ANOTHER_OFFICER_NEEDED'> {
  constructor(action: string) {
    super(
      'ANOTHER_OFFICER_NEEDED',
      {
        vi: 'Việc này cần hai người: một cán bộ khác phải đăng nhập và ký bước này.',
        en: 'This takes two persons: another officer has to sign in and sign this step.',
      },
      { action },
    )
  }
}

interface Signing {
  readonly officerId: string
  readonly part: SigningPart
  /** When this officer did their part: in their own session, and not in somebody else's. */
  readonly at: Date
}

export interface NewMinutes {
  /** Centre at which they are written. */
  readonly centre: string
  readonly body: MinutesBody
  readonly signatures: readonly Signing[]
}

/**
 * Biên bản: numbered, signed by all, never changed. The number is counted under a lock that is held until the transaction ends, so that
 * none is missing in the year: call it last. Throws NotFound for an officer who is not in the books.
 */
export async function writeMinutes(
  tx: Transaction,
  app: App,
  { centre, body, signatures }: NewMinutes,
): Promise<{ readonly id: string; readonly number: string }> {
  const officers = await tx.officer.findMany({
    where: { id: { in: signatures.map(({ officerId }) => officerId) } },
    select: { id: true, name: true },
  })
  const names = new Map(officers.map(({ id, name }) => [id, name]))
  const signed = signatures.map(({ officerId, part, at }) => {
    const name = names.get(officerId)
    if (name === undefined) throw new NotFound('officer')
    return { officerId, name, part, at: at.toISOString() }
  })
  const at = app.clock()
  const { year, number } = await nextNumber(tx, { kind: 'MINUTES', at })
  return tx.minutes.create({
    data: {
      number: minutesNumber(number, year, body.kind),
      kind: body.kind,
      centre,
      at: instantAt(at),
      body: minutesBodySchema.parse(body),
      signatures: minutesSignaturesSchema.parse(signed),
    },
    select: { id: true, number: true },
  })
}
