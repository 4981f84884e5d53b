import { correctionDiffSchema } from '../../core/citizen/correction.ts'
import { type DeclaredPerson, declaredPersonSchema } from '../../core/enrollment/packet.ts'
import { isComparedField } from '../../core/enrollment/who-wins.ts'
import { DomainError } from '../../core/errors.ts'
import type { Transaction } from '../kernel/db.ts'

/** What the applicant claims against the register is not decided: a card made now might carry what was proven wrong. */
export class ClaimUndecided extends DomainError<'CLAIM_UNDECIDED'> {
  constructor() {
    super('CLAIM_UNDECIDED', {
      vi: 'Đề nghị điều chỉnh thông tin của công dân chưa được quyết định. Hãy xử lý đề nghị đó trước khi phê duyệt.',
      en: "The applicant's correction is not decided yet. Settle it before this file is approved.",
    })
  }
}

interface Claiming {
  readonly id: string
  readonly code: string
  readonly flags: readonly string[]
  readonly residentId: string | null
}

/** Columns of a file that follow from its claims. */
interface Settled {
  readonly person?: DeclaredPerson
  readonly birthDate?: string
  readonly registryVersion?: number
}

/**
 * What an approval takes up of the claims of a file: nothing where there is none or the correction was rejected, the corrected
 * record with its version where it was applied. Throws {@link ClaimUndecided} while it is open. A claim that could not be lodged
 * (CLAIM_NOT_LODGED) is the approver's to judge: they see the flag, and the register's word stands.
 */
export async function settledClaims(tx: Transaction, file: Claiming): Promise<Settled> {
  if (!file.flags.includes('CLAIM_PENDING') || file.flags.includes('CLAIM_NOT_LODGED')) return {}
  const change = await tx.residentChange.findFirst({
    where: { residentId: file.residentId ?? '', evidenceNumber: file.code },
    orderBy: { createdAt: 'desc' },
  })
  if (!change || change.status === 'REJECTED') return {}
  if (change.status !== 'APPLIED') throw new ClaimUndecided()
  const corrected = Object.entries(correctionDiffSchema.parse(change.diff))
    .filter(([field]) => isComparedField(field))
    .map(([field, { to }]) => [field, to])
  const { person: filed } = await tx.application.findUniqueOrThrow({
    where: { id: file.id },
    select: { person: true },
  })
  const person = declaredPersonSchema.parse({ ...(filed as object), ...Object.fromEntries(corrected) })
  return { person, birthDate: person.birthDate, registryVersion: change.baseVersion + 1 }
}
