import { useNavigate } from 'react-router'
import type { SessionLine } from '../api/use-session.ts'
import { type PaneId, paneOf, wayBack } from './panes.ts'
import { flushDrafts } from './use-draft.ts'

/**
 * Shows a pane of a file. An earlier pane takes the file back to it first, with everything that was entered; a later one is
 * reached by going on, so it is only looked at.
 */
export function useWay(id: string, line: SessionLine): (pane: PaneId, place?: string) => Promise<void> {
  const navigate = useNavigate()
  const { session, act } = line
  return async (pane, place) => {
    await flushDrafts()
    const back = session ? wayBack(session.state, pane) : null
    for (const event of back ?? []) {
      if (!(await act('/events', { event }))) return
    }
    await navigate(`/files/${id}/${pane}`, { state: place === undefined ? null : { place } })
  }
}

/** Whether a pane can be shown now: where the work stands, and what lies behind it. */
export const mayShow = (line: SessionLine, pane: PaneId): boolean =>
  line.session !== undefined &&
  (wayBack(line.session.state, pane) !== null || (pane === 'details' && line.session.state === 'COMPARING'))

/** The pane that an address without one means. */
export const usualPane = (line: SessionLine): PaneId =>
  line.session ? paneOf(line.session.state) : 'compare'
