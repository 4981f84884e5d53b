import { useState } from 'react'
import { useClient } from 'urql'
import {
  SettlePrintJobDocument,
  SettleScannedCardDocument,
  type UnknownCardFragment,
} from '../generated/board.ts'
import { type Refusal, type Trouble, troubleOf } from '../graphql/trouble.ts'

type TrayFinding = { readonly found: 'UNTOUCHED' } | { readonly found: 'SPOILED'; readonly reason: string }

interface State {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
}
const idle: State = { busy: false, refusal: null, trouble: null }

/** No job of unknown outcome bears this QR. */
const noJob = 'NOT_FOUND'

const ofNone: Refusal = {
  text: {
    vi: 'Mã QR vừa quét không thuộc thẻ nào trong danh sách này. Để riêng thẻ đó và mang sang bàn kiểm tra.',
    en: 'This QR is of no card on this list. Lay the card aside, and take it to quality control.',
  },
}

/** Settles what a person found in a tray: a good card by its QR, whichever job it is of. */
export function useTray(onSettled: (blankSerial: string | null) => void) {
  const client = useClient()
  const [state, setState] = useState<State>(idle)
  const finish = (blankSerial: string | null, { refusal, trouble }: Omit<State, 'busy'>) => {
    setState({ busy: false, refusal, trouble })
    if (!refusal && !trouble) onSettled(blankSerial)
  }
  return {
    ...state,
    clear: () => setState(idle),
    /** The server alone knows what stands on the cards, those beyond this list too. */
    scan: async (qr: string) => {
      setState({ ...idle, busy: true })
      const { data, error } = await client.mutation(SettleScannedCardDocument, { qr }).toPromise()
      const answer = data?.settleScannedCard
      const refused = answer?.__typename === 'DomainRefusal' ? answer : null
      const refusal = refused?.code === noJob ? ofNone : refused
      const settled = answer?.__typename === 'PrintJob' ? answer.blankSerial : null
      finish(settled, { refusal, trouble: error ? troubleOf(error) : null })
    },
    declare: async ({ jobId, blankSerial }: UnknownCardFragment, finding: TrayFinding) => {
      setState({ ...idle, busy: true })
      const variables = { id: jobId, qr: null, reason: null, ...finding }
      const { data, error } = await client.mutation(SettlePrintJobDocument, variables).toPromise()
      const answer = data?.settlePrintJob
      const refusal = answer?.__typename === 'DomainRefusal' ? answer : null
      finish(blankSerial, { refusal, trouble: error ? troubleOf(error) : null })
    },
  }
}
export type Tray = ReturnType<typeof useTray>
