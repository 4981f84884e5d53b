import type { Bilingual } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { demand } from '../../kernel/authorise.ts'
import { NotFound } from '../../kernel/errors.ts'

export const suspensionReasons = {
  MISUSE: { vi: 'Khai thác sai mục đích', en: 'Misuse' },
  KEY_COMPROMISED: { vi: 'Lộ khóa', en: 'Key compromised' },
  AGREEMENT_ENDED: { vi: 'Chấm dứt thỏa thuận', en: 'Agreement ended' },
  OWN_WISH: { vi: 'Đơn vị đề nghị', en: 'Wished by the agency' },
} as const satisfies Readonly<Record<string, Bilingual>>
export type SuspensionReason = keyof typeof suspensionReasons

/** Stops an agency at once; its questions are refused and kept. Suspending a suspended one changes nothing. Throws NotFound. */
export async function suspendAgency(
  app: App,
  actor: Actor,
  input: { readonly code: string; readonly reason: SuspensionReason },
): Promise<void> {
  await setActive(app, actor, { code: input.code, active: false, reason: input.reason })
}

/** Lets a suspended agency ask again. Throws NotFound. */
export async function resumeAgency(app: App, actor: Actor, input: { readonly code: string }): Promise<void> {
  await setActive(app, actor, { code: input.code, active: true, reason: null })
}

async function setActive(
  app: App,
  actor: Actor,
  { code, active, reason }: { code: string; active: boolean; reason: SuspensionReason | null },
): Promise<void> {
  demand(actor, 'agency.manage')
  await app.db.$transaction(async (tx) => {
    const changed = await tx.relyingParty.updateMany({ where: { code, active: !active }, data: { active } })
    if (changed.count === 0) {
      const known = await tx.relyingParty.findUnique({ where: { code }, select: { id: true } })
      if (!known) throw new NotFound('agency')
      return
    }
    await audit(tx, {
      actor,
      at: app.clock(),
      action: active ? 'agency.resume' : 'agency.suspend',
      subjectKind: 'agency',
      subjectId: code,
      details: { reason },
    })
  })
}
