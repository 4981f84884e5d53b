import { useId, useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { readString } from '../answer-parts.ts'
import { ask, post } from './ask.ts'
import { Failure, Select } from './controls.tsx'
import { type Paper, removeOwnPaper } from './questions.ts'
import { useAct } from './use-said.ts'
import type { Part } from './words.ts'

interface NamedType {
  readonly type: string
  readonly label: Bilingual
}

/** Pages that were sent, and a way to send more: a telephone offers its camera. */
export function PapersPart(
  props: Part & {
    /** Folder and id of the route that takes them. */
    readonly path: string
    readonly papers: readonly Paper[]
    readonly types: readonly NamedType[]
    readonly onChanged: () => void
  },
) {
  const { words, language, papers, types, onChanged } = props
  const id = useId()
  const [type, setType] = useState(types[0]?.type ?? 'OTHER')
  const { busy, failure, act } = useAct(props.onSignedOut)
  const nameOf = (wanted: string) => types.find((one) => one.type === wanted)?.label[language] ?? wanted
  const add = (file: File | undefined) => {
    if (!file) return
    const path = `/citizen/papers/${props.path}?type=${encodeURIComponent(type)}`
    void act(() => post(path, file, (answer) => readString(answer['id'])), onChanged)
  }
  const remove = (paper: Paper) => void act(() => ask(removeOwnPaper, { id: paper.id }), onChanged)
  return (
    <div className="papers">
      <p className="reasons-heading">{words.papers}</p>
      <p className="hint">{words.papersHint}</p>
      <Failure failure={failure} language={language} />
      {papers.length > 0 && (
        <ul className="plain-list">
          {papers.map((paper) => (
            <li key={paper.id}>
              {nameOf(paper.type)}, {words.page} {paper.page}{' '}
              <button
                type="button"
                className="secondary"
                aria-label={`${words.remove}: ${nameOf(paper.type)}, ${words.page} ${paper.page}`}
                onClick={() => remove(paper)}
              >
                {words.remove}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Select
        label={words.paperType}
        value={type}
        choices={types.map((one) => ({ value: one.type, label: one.label[language] }))}
        onChange={setType}
      />
      <div className="field">
        <label htmlFor={id}>{busy ? words.sending : words.addPaper}</label>
        <input
          id={id}
          type="file"
          accept="image/jpeg,image/png,application/pdf"
          disabled={busy}
          onChange={({ currentTarget }) => {
            add(currentTarget.files?.[0])
            currentTarget.value = ''
          }}
        />
      </div>
      <output className="for-ears">{busy && words.sending}</output>
    </div>
  )
}
