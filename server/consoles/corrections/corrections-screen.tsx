import { Button } from '@mantine/core'
import { useState } from 'react'
import { Navigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  ApproveChangeDocument,
  type ChangeRefusalEvent,
  type ChangeRowFragment,
  ChangesToDecideDocument,
} from '../generated/corrections.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay } from '../session/session.tsx'
import { title } from './title.ts'
import { ChangeList } from './change-list.tsx'
import { CorrectionsNav } from './corrections-nav.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'

const words = {
  lead: {
    vi: 'So nội dung đề nghị với giấy tờ, rồi duyệt hoặc trả lại. Người đề nghị không được tự duyệt.',
    en: 'Compare with the papers, then approve or send back. Nobody decides their own proposal.',
  },
  none: { vi: 'Không có đề nghị nào chờ duyệt.', en: 'Nothing waits for a decision.' },
  approve: { vi: 'Duyệt', en: 'Approve' },
  sendBack: { vi: 'Trả lại để sửa', en: 'Send back' },
  reject: { vi: 'Từ chối', en: 'Reject' },
  own: {
    vi: 'Bạn là người đề nghị: một lãnh đạo khác sẽ duyệt.',
    en: 'You proposed this: another approver decides.',
  },
  approved: { vi: 'Đã duyệt và cập nhật hồ sơ', en: 'Approved, the record is changed' },
  refused: { vi: 'Đã trả lời người đề nghị', en: 'The proposer was answered' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 10

interface Refusing {
  readonly change: ChangeRowFragment
  readonly event: ChangeRefusalEvent
}

function Decisions() {
  const say = useSay()
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(ChangesToDecideDocument, { first: pageSize, after: pages.after })
  const approve = useAct(ApproveChangeDocument)
  const [refusing, setRefusing] = useState<Refusing | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const info = data?.changesToDecide.pageInfo
  const finish = (text: Bilingual) => {
    setDone(text)
    setRefusing(null)
    again()
  }
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={approve.refusal} trouble={approve.trouble} onReload={again} />
      {data && (
        <ChangeList
          changes={data.changesToDecide.edges.map(({ node }) => node)}
          empty={words.none}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          actions={(change) =>
            change.mine ? (
              <p className="soft">{say(words.own)}</p>
            ) : (
              <>
                <Button
                  size="sm"
                  loading={approve.busy}
                  onClick={() =>
                    void approve.act({ id: change.id }).then((one) => one && finish(words.approved))
                  }
                >
                  {say(words.approve)}
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  onClick={() => setRefusing({ change, event: 'sendBack' })}
                >
                  {say(words.sendBack)}
                </Button>
                <Button size="sm" variant="default" onClick={() => setRefusing({ change, event: 'reject' })}>
                  {say(words.reject)}
                </Button>
              </>
            )
          }
        />
      )}
      {refusing && (
        <RefuseDialog
          id={refusing.change.id}
          event={refusing.event}
          title={refusing.event === 'reject' ? words.reject : words.sendBack}
          onClose={() => setRefusing(null)}
          onDone={() => finish(words.refused)}
        />
      )}
    </>
  )
}

/** Corrections that wait for a checker; who only proposes sees their own. */
export function CorrectionsScreen() {
  const may = useMay()
  if (!may('resident.approve-change')) return <Navigate to="/corrections/mine" replace />
  return (
    <Screen title={title} lead={words.lead}>
      <CorrectionsNav />
      <Decisions />
    </Screen>
  )
}
