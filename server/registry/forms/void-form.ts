import { DomainError } from '../../../core/errors.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { move } from '../../kernel/transition.ts'
import { loadForm } from './collect-forms.ts'

/** The form that is to take a spoiled one's place is not a fresh one of the same kind and unit. */
export class IllegalReplacement extends DomainError<'ILLEGAL_REPLACEMENT'> {
  constructor() {
    super('ILLEGAL_REPLACEMENT', {
      vi: 'Phiếu thay thế phải là phiếu chưa dùng, cùng loại và cùng đơn vị.',
      en: 'The replacing form must be unused, of the same kind and unit.',
    })
  }
}

/** A spoiled or lost form is void; the serial that replaces it is named where there is one. */
export async function voidForm(
  app: App,
  actor: Actor,
  { serial, replacedBy }: { readonly serial: string; readonly replacedBy: string | null },
): Promise<void> {
  await app.db.$transaction(async (tx) => {
    const form = await loadForm(tx, serial)
    await authorise(app, actor, 'form.collect', form.unitCode)
    const replacement = replacedBy === null ? null : await loadForm(tx, replacedBy)
    const fits =
      replacement === null ||
      (replacement.status === 'ISSUED' &&
        replacement.kind === form.kind &&
        replacement.unitCode === form.unitCode &&
        replacement.serial !== form.serial)
    if (!fits) throw new IllegalReplacement()
    const data = { replacedBy: replacement?.serial ?? null }
    await move(tx, collectionFormLifecycle, form, { event: 'void', actor, at: app.clock(), data })
  })
}
