import { Button } from '@mantine/core'
import { useState } from 'react'
import { Navigate } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { notRecorded } from '../corrections/words.ts'
import { nameIn } from '../forms/words.ts'
import { Screen } from '../frame/screen.tsx'
import {
  ApproveDeclarationDocument,
  type DeclarationRowFragment,
  DeclarationsToDecideDocument,
  RejectDeclarationDocument,
} from '../generated/declarations.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { residenceEvidenceNames } from '../residents/resident-words.ts'
import { useMay } from '../session/session.tsx'
import { ReasonDialog } from '../parts/reason-dialog.tsx'
import { ResidenceNav } from './residence-nav.tsx'

const words = {
  title: { vi: 'Khai báo cư trú chờ duyệt', en: 'Declarations to decide' },
  count: { vi: 'khai báo chờ duyệt', en: 'waiting' },
  person: { vi: 'Công dân', en: 'Person' },
  what: { vi: 'Khai báo', en: 'Declared' },
  change: { vi: 'Thay đổi', en: 'Change' },
  evidence: { vi: 'Giấy tờ', en: 'Evidence' },
  declared: { vi: 'Khai lúc', en: 'Declared' },
  approve: { vi: 'Duyệt', en: 'Approve' },
  reject: { vi: 'Từ chối', en: 'Reject' },
  own: { vi: 'Bạn đã ghi: người khác duyệt', en: 'Yours: another officer decides' },
  approved: { vi: 'Đã duyệt và ghi vào hồ sơ', en: 'Approved' },
  rejected: { vi: 'Đã từ chối', en: 'Rejected' },
  none: { vi: 'Không có khai báo nào chờ duyệt.', en: 'Nothing waits for a decision.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const reasons = {
  EVIDENCE_MISSING: { vi: 'Thiếu giấy tờ chứng minh', en: 'Evidence is missing' },
  EVIDENCE_CONTRADICTS: { vi: 'Giấy tờ không khớp nội dung', en: 'Evidence says otherwise' },
  NOT_ENTITLED: { vi: 'Người khai không có quyền', en: 'Not entitled to ask' },
  OUTDATED: { vi: 'Không còn đúng nữa', en: 'No longer so' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

const columnsOf = (say: (text: Bilingual) => string): readonly Column<DeclarationRowFragment>[] => [
  { title: words.person, cell: ({ residentName }) => residentName },
  {
    title: words.what,
    cell: ({ label, law }) => (
      <>
        {say(label)} <span className="soft">{law}</span>
      </>
    ),
  },
  {
    title: words.change,
    cell: ({ fields }) =>
      fields.map(({ field, label, from, to }) => (
        <div key={field} className="difference">
          {say(label)}: {from === null ? say(notRecorded) : <del>{from}</del>} →{' '}
          <ins>{to ?? say(notRecorded)}</ins>
        </div>
      )),
  },
  {
    title: words.evidence,
    cell: ({ evidenceKind, evidenceNumber }) =>
      `${say(nameIn(residenceEvidenceNames, evidenceKind))} ${evidenceNumber ?? ''}`,
  },
  { title: words.declared, cell: ({ declaredAt }) => formatInstant(declaredAt) },
]

function Declarations() {
  const say = useSay()
  const pages = useCursorPages('')
  const variables = { first: pageSize, after: pages.after }
  const { data, trouble, again } = useAsk(DeclarationsToDecideDocument, variables)
  const approve = useAct(ApproveDeclarationDocument)
  const reject = useAct(RejectDeclarationDocument)
  const [rejecting, setRejecting] = useState<string | null>(null)
  const [done, setDone] = useState<Bilingual | null>(null)
  const finish = (text: Bilingual) => {
    setDone(text)
    setRejecting(null)
    again()
  }
  const list = data?.declarationsToDecide
  return (
    <>
      {done && <Notice tone="good" title={say(done)} spoken />}
      <TroubleNotice trouble={trouble} onAgain={again} />
      <RefusalNotice refusal={approve.refusal} trouble={approve.trouble} onReload={again} />
      {list && (
        <>
          <p className="soft">
            {formatCount(list.totalCount)} {say(words.count)}
          </p>
          <Worklist
            caption={words.title}
            rows={list.edges.map(({ node }) => node)}
            keyOf={({ id }) => id}
            linkOf={({ residentId }) => `/residence/record/${residentId}`}
            columns={columnsOf(say)}
            action={({ id, mine }) =>
              mine ? (
                <span className="soft own">{say(words.own)}</span>
              ) : (
                <div className="row">
                  <Button
                    size="xs"
                    loading={approve.busy}
                    onClick={() => void approve.act({ id }).then((one) => one && finish(words.approved))}
                  >
                    {say(words.approve)}
                  </Button>
                  <Button size="xs" variant="default" onClick={() => setRejecting(id)}>
                    {say(words.reject)}
                  </Button>
                </div>
              )
            }
            empty={words.none}
            pages={pages}
            next={list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null}
          />
        </>
      )}
      {rejecting && (
        <ReasonDialog
          title={words.reject}
          reasons={reasons}
          act={reject}
          onClose={() => setRejecting(null)}
          onReason={(reason) =>
            void reject.act({ id: rejecting, reason }).then((one) => one && finish(words.rejected))
          }
        />
      )}
    </>
  )
}

/** Declarations that need a second officer, with what they change. */
export function DeclarationsScreen() {
  const may = useMay()
  if (!may('residence.decide')) return <Navigate to="/residence" replace />
  return (
    <Screen title={words.title}>
      <ResidenceNav />
      <Declarations />
    </Screen>
  )
}
