import type { CombinedError } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { type Refusal, troubleOf } from '../graphql/trouble.ts'
import type { ScanOutcome } from './use-scan-queue.ts'

const lost: Bilingual = {
  vi: 'Chưa ghi được: mất kết nối hoặc hệ thống lỗi. Quét lại thẻ này.',
  en: 'Not recorded: no line, or a fault. Scan this card again.',
}

type Answer<Taken> = Taken | (Refusal & { readonly __typename: 'DomainRefusal' })

const isRefused = <Taken extends object>(
  answer: Answer<Taken>,
): answer is Refusal & { readonly __typename: 'DomainRefusal' } =>
  '__typename' in answer && answer.__typename === 'DomainRefusal'

/** One answer of the server to one card, as it is told at the desk. */
export function scanAnswer<Taken extends object>(
  {
    answer,
    error,
  }: { readonly answer: Answer<Taken> | undefined; readonly error: CombinedError | undefined },
  told: (taken: Taken) => ScanOutcome,
): ScanOutcome {
  if (!answer) {
    const trouble = error && troubleOf(error)
    return { taken: false, text: trouble?.kind === 'refused' ? trouble.text : lost }
  }
  return isRefused(answer) ? { taken: false, code: answer.code, text: answer.text } : told(answer)
}
