import { inquiryLifecycle } from '../../../../core/lifecycle/registry.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { App } from '../../../kernel/app.ts'
import { authorise } from '../../../kernel/authorise.ts'
import { move } from '../../../kernel/transition.ts'
import { unitsNow } from '../../../kernel/units.ts'
import { loadInquiry } from './load-inquiry.ts'
import { IllegalInquiry } from './send-inquiry.ts'

interface InquiryStep {
  readonly id: string
}

/** The asked unit signs for an inquiry. */
export async function receiveInquiry(app: App, actor: Actor, { id }: InquiryStep): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, id)
    await authorise(app, actor, 'inquiry.answer', inquiry.toUnitCode)
    await move(tx, inquiryLifecycle, inquiry, { event: 'receive', actor, at: app.clock() })
  })
}

/** The asked unit passes it on to the one that keeps the books; the due date stays. */
export async function forwardInquiry(
  app: App,
  actor: Actor,
  { id, toUnitCode }: InquiryStep & { readonly toUnitCode: string },
): Promise<void> {
  const units = await unitsNow(app)
  await app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, id)
    await authorise(app, actor, 'inquiry.answer', inquiry.toUnitCode)
    const known = units.tree.records.has(toUnitCode)
    if (!known || toUnitCode === inquiry.toUnitCode || units.isWithin(toUnitCode, inquiry.fromUnitCode)) {
      throw new IllegalInquiry()
    }
    const data = { toUnitCode, remindedAt: null }
    await move(tx, inquiryLifecycle, inquiry, { event: 'forward', actor, at: app.clock(), data })
  })
}

/** The asking unit no longer needs an answer. */
export async function cancelInquiry(app: App, actor: Actor, { id }: InquiryStep): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const inquiry = await loadInquiry(tx, id)
    await authorise(app, actor, 'inquiry.send', inquiry.fromUnitCode)
    await move(tx, inquiryLifecycle, inquiry, { event: 'cancel', actor, at: app.clock() })
  })
}
