import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Bilingual } from '../../../core/errors.ts'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { formatCount, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { StockDeclarationsDocument, WithdrawStockDeclarationDocument } from '../generated/spoilages.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useMay, useOfficer } from '../session/session.tsx'
import { ConfirmDeclaration, type Declaration } from './confirm-declaration.tsx'
import type { Done } from './done.tsx'
import { declarationNames, stockWords } from './words.ts'

const words = {
  title: { vi: 'Chờ cán bộ thứ hai xác nhận', en: 'A second officer is to confirm' },
  kind: { vi: 'Việc', en: 'What' },
  count: { vi: 'Số thẻ', en: 'Cards' },
  mine: { vi: 'bạn ghi; người khác xác nhận', en: 'yours; another officer confirms' },
  confirm: { vi: 'Xác nhận…', en: 'Confirm…' },
  withdraw: { vi: 'Rút lại', en: 'Withdraw' },
  withdrawn: { vi: 'Đã rút lại.', en: 'It is withdrawn.' },
  empty: { vi: 'Không có việc nào chờ xác nhận.', en: 'Nothing waits to be confirmed.' },
} as const satisfies Readonly<Record<string, Bilingual>>

const pageSize = 20

/** Losses and destructions that one officer has declared. */
export function DeclarationsPanel({ onDone }: { readonly onDone: (done: Done) => void }) {
  const say = useSay()
  const may = useMay()
  const { officerId } = useOfficer()
  const [confirming, setConfirming] = useState<Declaration | null>(null)
  const pages = useCursorPages('')
  const { data, trouble, again } = useAsk(
    StockDeclarationsDocument,
    { first: pageSize, after: pages.after },
    { policy: 'cache-and-network' },
  )
  const withdraw = useAct(WithdrawStockDeclarationDocument)
  const takeBack = async ({ id }: Declaration) => {
    if (await withdraw.act({ id })) onDone({ text: words.withdrawn })
  }
  const columns: readonly Column<Declaration>[] = [
    { title: words.kind, cell: ({ kind }) => say(declarationNames[kind]) },
    { title: words.count, number: true, cell: ({ serials }) => formatCount(serials.length) },
    { title: stockWords.reason, cell: ({ reason }) => reason },
    {
      title: stockWords.when,
      cell: ({ declaredAt, declaredBy }) => (
        <>
          <span className="nowrap">{formatInstant(declaredAt)}</span>{' '}
          {declaredBy === officerId && <span className="badge">{say(words.mine)}</span>}
        </>
      ),
    },
  ]
  const info = data?.stockDeclarations.pageInfo
  return (
    <>
      {confirming && (
        <ConfirmDeclaration
          key={confirming.id}
          declaration={confirming}
          onDone={onDone}
          onClose={() => setConfirming(null)}
        />
      )}
      <RefusalNotice refusal={withdraw.refusal} trouble={withdraw.trouble} onReload={again} />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && (
        <Worklist
          caption={words.title}
          rows={data.stockDeclarations.edges.map(({ node }) => node)}
          keyOf={({ id }) => id}
          columns={columns}
          empty={words.empty}
          pages={pages}
          next={info?.hasNextPage ? info.endCursor : null}
          action={(row) =>
            may('stock.declare') && (
              <span className="row-buttons">
                {row.declaredBy !== officerId && (row.kind !== 'FOUND' || may('stock.keep')) && (
                  <Button size="xs" onClick={() => setConfirming(row)}>
                    {say(words.confirm)}
                  </Button>
                )}
                <Button
                  size="xs"
                  variant="default"
                  loading={withdraw.busy}
                  onClick={() => void takeBack(row)}
                >
                  {say(words.withdraw)}
                </Button>
              </span>
            )
          }
        />
      )}
    </>
  )
}
