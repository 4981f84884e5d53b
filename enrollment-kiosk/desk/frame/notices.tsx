import { useSay } from '../../../ui/language.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useStation } from '../api/station.tsx'
import { words } from './words.ts'

/** What concerns every screen: the agent is gone, the station takes no new files, drafts are damaged. */
export function StationNotices() {
  const say = useSay()
  const { status, agentGone } = useStation()
  if (agentGone) {
    return (
      <Notice tone="trouble" title={say(words.agentGone)} spoken>
        <p>{say(words.agentGoneHelp)}</p>
      </Notice>
    )
  }
  if (!status) return null
  return (
    <>
      {status.freezes.length > 0 && (
        <Notice tone="attention" title={say(words.frozen)}>
          {status.freezes.map(({ code, text }) => (
            <p key={code}>
              {say(text)} <code>{code}</code>
            </p>
          ))}
        </Notice>
      )}
      {status.damagedDrafts.length > 0 && (
        <Notice tone="trouble" title={say(words.damaged)}>
          <p>
            {say(words.damagedHelp)} {status.damagedDrafts.join(', ')}
          </p>
        </Notice>
      )}
    </>
  )
}
