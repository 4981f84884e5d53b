import { z } from 'zod'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { demand } from '../../kernel/authorise.ts'
import { AccessRefused } from '../../kernel/errors.ts'
import { storeFieldForm, type StoredFieldForm } from './store-field-form.ts'

export interface SyncedFieldForm {
  /** As it was sent; empty where even that could not be read. */
  readonly clientId: string
  readonly result: StoredFieldForm['result'] | 'REFUSED'
  readonly score: number | null
  readonly refusal: { readonly code: string; readonly text: Bilingual } | null
}

const mostForms = 50

export class TooManyForms extends DomainError<'TOO_MANY_FORMS'> {
  constructor() {
    super(
      'TOO_MANY_FORMS',
      {
        vi: `Mỗi lần đồng bộ tối đa ${mostForms} phiếu.`,
        en: `At most ${mostForms} forms are synchronised at once.`,
      },
      { most: mostForms },
    )
  }
}

const sentSchema = z.looseObject({ clientId: z.string().catch('') })

/** Takes in forms filled in without network; each is answered on its own, and all may be sent again. */
export async function syncFieldForms(
  app: App,
  actor: Actor,
  sent: readonly unknown[],
): Promise<readonly SyncedFieldForm[]> {
  demand(actor, 'form.collect')
  if (sent.length > mostForms) throw new TooManyForms()
  const answers: SyncedFieldForm[] = []
  for (const form of sent) {
    const { clientId } = sentSchema.catch({ clientId: '' }).parse(form)
    answers.push(await answerFor(app, actor, { form, clientId }))
  }
  return answers
}

async function answerFor(
  app: App,
  actor: Actor,
  { form, clientId }: { readonly form: unknown; readonly clientId: string },
): Promise<SyncedFieldForm> {
  try {
    return { clientId, refusal: null, ...(await storeFieldForm(app, actor, form)) }
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof AccessRefused)) throw error
    const { code, text } = error
    return { clientId, result: 'REFUSED', score: null, refusal: { code, text } }
  }
}
