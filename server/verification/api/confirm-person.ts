import type { z } from 'zod'
import type { personQuestionSchema } from '../../../core/contracts/verification-api.ts'
import { agrees } from '../../../core/sharing/judge.ts'
import { SharingRefused } from '../../../core/sharing/refusals.ts'
import type { App } from '../../kernel/app.ts'
import type { Agency } from '../../registry/sharing/agency.ts'
import { findShared } from '../../registry/sharing/shared-record.ts'
import { askAsAgency } from './ask-as-agency.ts'

/** Yes or no: whether number, name and birth date are of one person whose number is in force. Throws SharingRefused, QuotaUsed. */
export async function confirmPerson(
  app: App,
  agency: Agency,
  { requestId, reference, person }: z.infer<typeof personQuestionSchema>,
): Promise<{ readonly confirmed: boolean }> {
  if (app.env.registry.mode !== 'local') throw new SharingRefused('SHARING_NOT_HERE')
  const asks = {
    agency,
    requestId,
    reference,
    purpose: 'IDENTITY_CONFIRMATION',
    fields: ['name', 'birthDate'],
    number: person.number,
  } as const
  return askAsAgency(app, asks, async () => {
    const record = await findShared(app, person.number, [])
    const confirmed = record !== null && record.numberState === 'ACTIVE' && agrees(record, person)
    return { answer: { confirmed }, residentId: record?.residentId ?? null, known: confirmed }
  })
}
