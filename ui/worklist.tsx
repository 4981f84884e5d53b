import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Bilingual } from '../core/errors.ts'
import { KeyHint, useShortcut } from './shortcuts.tsx'
import { useSay } from './language.tsx'
import type { CursorPages } from './cursor-pages.ts'

const words = {
  down: { vi: 'Dòng dưới', en: 'Next row' },
  up: { vi: 'Dòng trên', en: 'Row above' },
  next: { vi: 'Trang sau', en: 'Next page' },
  back: { vi: 'Trang trước', en: 'Page before' },
  action: { vi: 'Việc cần làm', en: 'Action' },
} as const satisfies Readonly<Record<string, Bilingual>>

export interface Column<Row> {
  readonly title: Bilingual
  readonly cell: (row: Row) => ReactNode
  readonly number?: true
}

interface WorklistProps<Row> {
  /** Names the table for ears. */
  readonly caption: Bilingual
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Where Enter on a row leads; the link is in its first column. */
  readonly linkOf?: (row: Row) => string
  readonly columns: readonly Column<Row>[]
  /** The one quick action of a row. */
  readonly action?: (row: Row) => ReactNode
  readonly empty: Bilingual
  readonly pages?: CursorPages
  /** Cursor of the next page, from the answer. */
  readonly next?: string | null | undefined
}

/** Rows of work: j and k go through them, Enter opens one, n and p turn the page. */
export function Worklist<Row>(props: WorklistProps<Row>) {
  const { caption, rows, keyOf, columns, action, empty } = props
  const say = useSay()
  // Several lists on one screen are one list to these keys.
  const step = (by: number) => () => {
    const links = [...document.querySelectorAll<HTMLElement>('main [data-row]')]
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
    links.at(at === -1 ? (by > 0 ? 0 : -1) : Math.min(Math.max(at + by, 0), links.length - 1))?.focus()
  }
  useShortcut('j', words.down, step(1))
  useShortcut('k', words.up, step(-1))
  return (
    <>
      {rows.length === 0 ? (
        <p className="empty">{say(empty)}</p>
      ) : (
        <table className="worklist">
          <caption className="for-ears">{say(caption)}</caption>
          <thead>
            <tr>
              {columns.map(({ title, number }) => (
                <th key={title.en} scope="col" className={number && 'number'}>
                  {say(title)}
                </th>
              ))}
              {action && (
                <th scope="col">
                  <span className="for-ears">{say(words.action)}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={keyOf(row)} row={row} {...props} />
            ))}
          </tbody>
        </table>
      )}
      <Pager {...props} />
    </>
  )
}

function Row<Row>({ row, columns, linkOf, action }: WorklistProps<Row> & { readonly row: Row }) {
  const say = useSay()
  return (
    <tr>
      {columns.map(({ title, cell, number }, i) => (
        <td key={title.en} className={number && 'number'} data-label={i === 0 ? undefined : say(title)}>
          {i === 0 ? <FirstCell to={linkOf?.(row)}>{cell(row)}</FirstCell> : cell(row)}
        </td>
      ))}
      {action && <td className="row-action">{action(row)}</td>}
    </tr>
  )
}

/** What j and k move to: the link of the row, or the row's name where there is nothing to open. */
function FirstCell({ to, children }: { readonly to: string | undefined; readonly children: ReactNode }) {
  return to === undefined ? (
    <span data-row tabIndex={-1}>
      {children}
    </span>
  ) : (
    <Link to={to} data-row className="row-link">
      {children}
    </Link>
  )
}

function Pager<Row>({ pages, next }: WorklistProps<Row>) {
  const say = useSay()
  const forward = pages && next ? () => pages.forward(next) : null
  const back = pages?.number === 1 ? null : (pages?.back ?? null)
  useShortcut(forward ? 'n' : null, words.next, () => forward?.())
  useShortcut(back ? 'p' : null, words.back, () => back?.())
  if (!forward && !back) return null
  return (
    <div className="row">
      <Button
        variant="default"
        size="sm"
        disabled={!back}
        onClick={() => back?.()}
        rightSection={<KeyHint keys="p" />}
      >
        {say(words.back)}
      </Button>
      <span className="soft">{pages?.number}</span>
      <Button
        variant="default"
        size="sm"
        disabled={!forward}
        onClick={() => forward?.()}
        rightSection={<KeyHint keys="n" />}
      >
        {say(words.next)}
      </Button>
    </div>
  )
}
