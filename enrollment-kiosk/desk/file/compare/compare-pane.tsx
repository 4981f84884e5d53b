import { ActionButton } from '../../../../ui/action-button.tsx'
import { formatInstant } from '../../../../ui/formats.ts'
import { useSay } from '../../../../ui/language.tsx'
import { Notice } from '../../../../ui/notice.tsx'
import { useShortcut } from '../../../../ui/shortcuts.tsx'
import { Pane, type PaneProps } from '../pane.tsx'
import { flushDrafts, useDraft, withoutFields } from '../use-draft.ts'
import { claimsOf, draftOfClaims, isIllegible, lacksPaper, rowOf } from './compare-draft.ts'
import { CompareRow } from './compare-row.tsx'
import './compare.css'
import { words } from './words.ts'

const rowWords = { down: { vi: 'Dòng dưới', en: 'Next row' }, up: { vi: 'Dòng trên', en: 'Row above' } }

function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.compare [data-row]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows.at(at === -1 ? (by > 0 ? 0 : -1) : Math.min(Math.max(at + by, 0), rows.length - 1))
  next?.querySelector<HTMLElement>('button, input')?.focus()
}

/** The second pane: registry, old card and citizen side by side, and who stands where they differ. */
export function ComparePane({ session, line, goTo }: PaneProps) {
  const say = useSay()
  const { typed, type } = useDraft(line, 'compare', () => draftOfClaims(session))
  const rows = session.comparison.map((compared) => rowOf(compared, typed))
  const blocked = rows.some((row) => isIllegible(row) || lacksPaper(row))
  useShortcut('j', rowWords.down, () => step(1))
  useShortcut('k', rowWords.up, () => step(-1))
  const found = session.registryOutcome === 'FOUND'
  async function onward(): Promise<void> {
    const claims = claimsOf(rows)
    const had = session.comparison.some(({ claim }) => claim !== null)
    if (found && (claims.length > 0 || had)) {
      await flushDrafts()
      if (!(await line.act('/comparison', { claims }))) return
      // What was typed of these fields in the details is settled here now.
      const settled = claims.map(({ field }) => `person.${field}`)
      await line.keepDraft('details', withoutFields(line, 'details', settled))
    }
    await goTo('details')
  }
  return (
    <Pane
      title={words.title}
      {...(found && { lead: words.lead })}
      line={line}
      actions={<ActionButton label={words.again} variant="default" onClick={() => void goTo('find')} />}
      onward={{ label: words.onward, run: onward, disabled: blocked }}
    >
      {session.registryOutcome !== 'FOUND' && (
        <Notice tone="attention" title={say(words.notFoundTitle)}>
          <p>{say(words[session.registryOutcome])}</p>
        </Notice>
      )}
      {session.registry && (
        <p className="soft">
          {say(session.registryFrom === 'SNAPSHOT' ? words.snapshotOf : words.pulledAt)}{' '}
          {formatInstant(session.registry.pulledAt)}
        </p>
      )}
      <table className="worklist compare">
        <caption className="for-ears">{say(words.table)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.field)}</th>
            <th scope="col">
              <span className="badge badge-good">{say(words.registry)}</span>
            </th>
            <th scope="col">
              <span className="badge">{say(words.card)}</span>
            </th>
            <th scope="col">
              <span className="badge badge-attention">{say(words.citizen)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <CompareRow
              key={row.compared.field}
              row={row}
              session={session}
              line={line}
              mayDiffer={found}
              onType={type}
            />
          ))}
        </tbody>
      </table>
    </Pane>
  )
}
