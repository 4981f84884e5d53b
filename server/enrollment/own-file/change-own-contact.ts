import type { z } from 'zod'
import type { ApplicationFlag } from '../../../core/enrollment/flags.ts'
import { packetManifestSchema } from '../../../core/enrollment/packet.ts'
import { endStates } from '../../../core/lifecycle/machine.ts'
import { applicationLifecycle } from '../../../core/lifecycle/application.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { ownFile } from './own-file.ts'

/** Neither a telephone number nor an e-mail address, or the file has ended. */
export class IllegalContact extends DomainError<'ILLEGAL_CONTACT'> {
  constructor() {
    super('ILLEGAL_CONTACT', {
      vi: 'Hãy ghi số điện thoại (10 chữ số, bắt đầu bằng 0) hoặc thư điện tử đúng. Hồ sơ đã kết thúc thì không đổi được.',
      en: 'Give a valid telephone number (10 digits, beginning with 0) or e-mail address. A file that has ended keeps its own.',
    })
  }
}

const contactSchema = packetManifestSchema.shape.contact
  .unwrap()
  .unwrap()
  .refine(({ phone, email }) => phone !== null || email !== null)
const changed: ApplicationFlag = 'CONTACT_CHANGED_ONLINE'

/**
 * Where news about a file goes. The flag stays: a number that was changed from home never serves to prove who signs in, so that
 * nobody who got into a session once comes back by it.
 */
export async function changeOwnContact(
  app: App,
  actor: Actor,
  input: z.input<typeof contactSchema> & { readonly id: string },
): Promise<void> {
  demand(actor, 'citizen.apply')
  const { id, ...given } = input
  const contact = contactSchema.safeParse(given)
  if (!contact.success) throw new IllegalContact()
  await app.db.$transaction(async (tx) => {
    const file = await ownFile(tx, app, { actor, id })
    const flags = [...new Set([...file.flags, changed])]
    const updated = await tx.application.updateMany({
      where: { id: file.id, version: file.version, status: { notIn: [...endStates(applicationLifecycle)] } },
      data: { ...contact.data, flags },
    })
    if (updated.count !== 1) throw new IllegalContact()
    const { phone, email } = contact.data
    const details = { phone: phone !== null, email: email !== null }
    const subject = { subjectKind: 'application', subjectId: file.id, details }
    await audit(tx, { actor, at: app.clock(), action: 'application.change-contact', ...subject })
  })
}
