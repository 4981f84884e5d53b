import { lettersOf, type LetterMarks } from '../../../core/enrollment/compare-letters.ts'

/** A text with the letters that differ marked; where one is left out, a mark stands between two letters. */
export function MarkedText({ text, marks }: { readonly text: string; readonly marks: LetterMarks }) {
  const letters = lettersOf(text)
  const parts = marks.reduce<{
    readonly at: number
    readonly parts: readonly { readonly text: string; readonly differs: boolean }[]
  }>(
    ({ at, parts: so }, [from, to]) => ({
      at: to,
      parts: [
        ...so,
        { text: letters.slice(at, from).join(''), differs: false },
        { text: to > from ? letters.slice(from, to).join('') : '‸', differs: true },
      ],
    }),
    { at: 0, parts: [] },
  )
  const all = [...parts.parts, { text: letters.slice(parts.at).join(''), differs: false }]
  return (
    <span className="marked-text">
      {all.map((part, i) =>
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text have no other name
        part.differs ? <mark key={i}>{part.text}</mark> : <span key={i}>{part.text}</span>,
      )}
    </span>
  )
}
