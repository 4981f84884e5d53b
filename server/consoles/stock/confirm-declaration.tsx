import { useState } from 'react'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { formatCount } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { ConfirmStockDeclarationDocument, type StockDeclarationsQuery } from '../generated/spoilages.ts'
import { useAct } from '../graphql/use-act.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { SerialStack, type StackKind } from '../parts/serial-stack.tsx'
import { blanks } from './blank-stack.ts'
import type { Done } from './done.tsx'
import { declarationNames, stockWords } from './words.ts'

export type Declaration = StockDeclarationsQuery['stockDeclarations']['edges'][number]['node']

const words = {
  DESTRUCTION: {
    vi: 'Quét lại từng thẻ trước khi cho vào máy hủy. Bạn ký biên bản tiêu hủy cùng người đã ghi.',
    en: 'Scan each card again before it is shredded. You sign the record together with who declared it.',
  },
  LOSS: {
    vi: 'Tự kiểm tra rằng không tìm thấy các phôi này. Bạn ký biên bản cùng người đã ghi; các số bị theo dõi ngay.',
    en: 'See for yourself that these blanks cannot be found. You sign the record; they are watched for at once.',
  },
  FOUND: {
    vi: 'Tự xem tận mắt từng phôi và số của nó. Bạn nhận vào kho và ký biên bản cùng người đã ghi.',
    en: 'See each blank and its number with your own eyes. You take them into the store and sign the record.',
  },
  left: { vi: 'còn phải quét', en: 'still to be scanned' },
  confirm: { vi: 'Xác nhận và ký', en: 'Confirm and sign' },
} as const satisfies Readonly<Record<string, Bilingual>>

const doneTexts: Readonly<Record<Declaration['kind'], (count: number) => Bilingual>> = {
  DESTRUCTION: (count) => ({ vi: `Đã tiêu hủy ${count} thẻ.`, en: `${count} cards are destroyed.` }),
  LOSS: (count) => ({
    vi: `Đã ghi mất ${count} phôi và đưa vào danh sách theo dõi.`,
    en: `${count} blanks are lost and watched for.`,
  }),
  FOUND: (count) => ({
    vi: `Đã nhận lại ${count} phôi; phôi nguyên vẹn thôi bị theo dõi.`,
    en: `${count} blanks are back; whole ones are watched for no more.`,
  }),
}

class NotDeclared extends DomainError<'NOT_DECLARED'> {
  constructor() {
    super('NOT_DECLARED', {
      vi: 'Thẻ này không có trong danh sách tiêu hủy. Để riêng ra.',
      en: 'This card is not on the list. Put it aside.',
    })
  }
}

/** Only what the first officer has declared. */
const onlyOf = (serials: readonly string[]): StackKind => ({
  ...blanks,
  read(text) {
    const serial = blanks.read(text)
    if (!serials.includes(serial)) throw new NotDeclared()
    return serial
  },
})

interface ConfirmDeclarationProps {
  readonly declaration: Declaration
  readonly onDone: (done: Done) => void
  readonly onClose: () => void
}

/** The second officer's half: cards to be destroyed are scanned once more, each. */
export function ConfirmDeclaration({ declaration, onDone, onClose }: ConfirmDeclarationProps) {
  const say = useSay()
  const { id, kind, serials } = declaration
  const [seen, setSeen] = useState<readonly string[]>([])
  const { act, busy, refusal, trouble } = useAct(ConfirmStockDeclarationDocument)
  const isDestruction = kind === 'DESTRUCTION'
  const left = isDestruction ? serials.length - seen.length : 0
  const confirm = async () => {
    const confirmed = await act({ id })
    if (!confirmed) return
    const count = serials.length
    onDone({ text: doneTexts[kind](count), paper: confirmed.minutes })
  }
  return (
    <section className="panel" aria-label={say(declarationNames[kind])}>
      <h2>
        {say(declarationNames[kind])}: {formatCount(serials.length)}
      </h2>
      <p>{say(words[kind])}</p>
      <RefusalNotice refusal={refusal} trouble={trouble} />
      {isDestruction ? (
        <>
          <SerialStack of={onlyOf(serials)} serials={seen} onChange={setSeen}>
            {null}
          </SerialStack>
          {left > 0 && (
            <output>
              <strong>{formatCount(left)}</strong> {say(words.left)}
            </output>
          )}
        </>
      ) : (
        <ol className="stack-list" aria-label={say(blanks.words.list)}>
          {serials.map((serial) => (
            <li key={serial} className="code">
              {serial}
            </li>
          ))}
        </ol>
      )}
      <div className="row">
        <ActionButton
          label={words.confirm}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={left > 0}
          onClick={() => void confirm()}
        />
        <ActionButton label={stockWords.cancel} variant="default" onClick={onClose} />
      </div>
    </section>
  )
}
