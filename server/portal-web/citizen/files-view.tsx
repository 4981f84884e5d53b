import { formatVietnamese, parseCalendarDate } from '../../../core/dates/calendar-date.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Failure } from './controls.tsx'
import { FileCard } from './file-card.tsx'
import { type OwnCard, ownApplying, ownCards, ownFiles } from './questions.ts'
import { cardStateName } from './card-states.ts'
import { useAnswer } from './use-said.ts'
import { VisitsPart } from './visits-part.tsx'
import type { ForPerson } from './words.ts'

const day = (text: string) => formatVietnamese(parseCalendarDate(text))

function Cards({
  cards,
  words,
  language,
}: Pick<ForPerson, 'words' | 'language'> & { readonly cards: readonly OwnCard[] }) {
  return (
    <section className="box" aria-labelledby="cards-heading">
      <h3 id="cards-heading">{words.cards}</h3>
      {cards.length === 0 && <p>{words.noCards}</p>}
      {cards.map((card) => (
        <dl key={card.id} className="facts">
          <div>
            <dt>{words.cardEnd}</dt>
            <dd>…{card.serialEnd}</dd>
          </div>
          <div>
            <dt>{cardStateName(card.state)[language]}</dt>
            <dd>
              {words.issuedOn} {day(card.issuedOn)}
            </dd>
          </div>
          <div>
            <dt>{words.expiresOn}</dt>
            <dd>{card.expiresOn === null ? words.never : day(card.expiresOn)}</dd>
          </div>
        </dl>
      ))}
    </section>
  )
}

/** Files with what can be done about each, the visits that are booked, and the cards. */
export function FilesView(props: ForPerson) {
  const { words, language, residentId, onSignedOut } = props
  const variables = { resident: residentId }
  const files = useAnswer(ownFiles, variables, onSignedOut)
  const cards = useAnswer(ownCards, variables, onSignedOut)
  const applying = useAnswer(ownApplying, variables, onSignedOut)
  return (
    <>
      <h2 className="for-ears" tabIndex={-1}>
        {words.filesTab}
      </h2>
      <Failure failure={files.failure ?? cards.failure} language={language} onRetry={files.again} />
      {!files.answer && !files.failure && <output className="box">{words.busy}</output>}
      {files.answer?.length === 0 && (
        <Notice tone="plain" title={words.noFiles}>
          <p>{words.noFilesMore}</p>
        </Notice>
      )}
      {files.answer?.map((file) => (
        <FileCard
          key={file.id}
          {...props}
          file={file}
          paperTypes={applying.answer?.paperTypes ?? []}
          onChanged={files.again}
        />
      ))}
      {files.answer && <VisitsPart {...props} booking={null} />}
      {cards.answer && <Cards cards={cards.answer} words={words} language={language} />}
    </>
  )
}
