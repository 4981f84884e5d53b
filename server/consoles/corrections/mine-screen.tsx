import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import { MyChangesDocument, SubmitChangeDocument } from '../generated/corrections.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { ChangeList } from './change-list.tsx'
import { CorrectionsNav } from './corrections-nav.tsx'

const words = {
  title: { vi: 'Đề nghị điều chỉnh của bạn', en: 'Your corrections' },
  lead: {
    vi: 'Đề nghị đang soạn chưa ai xem; gửi duyệt khi đã đủ giấy tờ.',
    en: 'Nobody sees a draft; submit it when the papers are there.',
  },
  none: { vi: 'Bạn chưa đề nghị điều chỉnh nào.', en: 'You have proposed nothing yet.' },
  submit: { vi: 'Gửi duyệt', en: 'Submit' },
  submitted: { vi: 'Đã gửi duyệt', en: 'Submitted' },
  drafted: { vi: 'Đã lưu đề nghị. Kiểm tra lại rồi gửi duyệt.', en: 'Saved. Look at it again, then submit.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 10

const isDrafted = (state: unknown) =>
  typeof state === 'object' && state !== null && 'drafted' in state && state.drafted === true

/** What the officer proposed, and where it stands. */
export function MineScreen() {
  const say = useSay()
  const { state } = useLocation()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(MyChangesDocument, { first: pageSize, after: pages.after })
  const { act, busy, refusal, trouble: failed } = useAct(SubmitChangeDocument)
  const [done, setDone] = useState<Bilingual | null>(isDrafted(state) ? words.drafted : null)
  const info = data?.myChanges.pageInfo
  async function submit(id: string): Promise<void> {
    if (!(await act({ id }))) return
    setDone(words.submitted)
    again()
  }
  return (
    <Screen title={words.title} lead={words.lead}>
      <CorrectionsNav />
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={refusal} trouble={failed} onReload={again} />
      {data && (
        <ChangeList
          changes={data.myChanges.edges.map(({ node }) => node)}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          actions={({ id, state: stands }) =>
            stands === 'DRAFT' && (
              <Button size="sm" loading={busy} onClick={() => void submit(id)}>
                {say(words.submit)}
              </Button>
            )
          }
        />
      )}
    </Screen>
  )
}
