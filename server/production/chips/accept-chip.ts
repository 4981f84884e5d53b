import { DomainError } from '../../../core/errors.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'

/** A print or a card without the chip that was ordered for it. */
export class ChipNotWritten extends DomainError<'CHIP_NOT_WRITTEN'> {
  constructor() {
    super('CHIP_NOT_WRITTEN', {
      vi: 'Chip của thẻ chưa được ghi và đọc lại đúng. Không in, không giao thẻ này.',
      en: 'The chip of this card was not written and read back right. Do not print it, and do not hand it out.',
    })
  }
}

/** The station read something else back than was signed for this job. */
export class ChipMismatch extends DomainError<'CHIP_MISMATCH'> {
  constructor() {
    super('CHIP_MISMATCH', {
      vi: 'Dữ liệu đọc lại từ chip không khớp với lệnh in. Thẻ phải được hủy.',
      en: 'What was read back from the chip is not what the job ordered. The card must be spoiled.',
    })
  }
}

/** A chip that was locked and read back right: its injected keys are kept nowhere any more. */
export async function acceptChip(
  tx: Transaction,
  chip: { readonly job: { readonly id: string }; readonly sodSha256: string; readonly at: number },
): Promise<void> {
  const { count } = await tx.chipRecord.updateMany({
    where: { printJobId: chip.job.id, sodSha256: chip.sodSha256 },
    data: { verifiedAt: instantAt(chip.at), sealedKeys: null },
  })
  if (count === 0) throw new ChipMismatch()
}

/** Throws ChipNotWritten. */
export async function requireChip(tx: Transaction, printJobId: string): Promise<void> {
  const written = await tx.chipRecord.count({ where: { printJobId, verifiedAt: { not: null } } })
  if (written === 0) throw new ChipNotWritten()
}
