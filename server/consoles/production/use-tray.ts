import { useState } from 'react'
import { useClient } from 'urql'
import { SettlePrintJobDocument, type UnknownCardFragment } from '../generated/board.ts'
import { type Refusal, type Trouble, troubleOf } from '../graphql/trouble.ts'

type TrayFinding = { readonly found: 'UNTOUCHED' } | { readonly found: 'SPOILED'; readonly reason: string }

interface State {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
}
const idle: State = { busy: false, refusal: null, trouble: null }

/** The card belongs to another job. */
const otherCard = 'QR_MISMATCH'

const ofNone: Refusal = {
  text: {
    vi: 'Mã QR vừa quét không thuộc thẻ nào trong danh sách này. Để riêng thẻ đó và mang sang bàn kiểm tra.',
    en: 'This QR is of no card on this list. Lay the card aside, and take it to quality control.',
  },
}

/** Settles what a person found in a tray: a good card by its QR, whichever of the jobs it is of. */
export function useTray(onSettled: (job: UnknownCardFragment) => void) {
  const client = useClient()
  const [state, setState] = useState<State>(idle)
  const settle = async (
    id: string,
    finding: { readonly found: 'GOOD'; readonly qr: string } | TrayFinding,
  ) => {
    const variables = { id, qr: null, reason: null, ...finding }
    const { data, error } = await client.mutation(SettlePrintJobDocument, variables).toPromise()
    const answer = data?.settlePrintJob
    const refusal = answer?.__typename === 'DomainRefusal' ? answer : null
    return { refusal, trouble: error ? troubleOf(error) : null }
  }
  const finish = (job: UnknownCardFragment, { refusal, trouble }: Awaited<ReturnType<typeof settle>>) => {
    setState({ busy: false, refusal, trouble })
    if (!refusal && !trouble) onSettled(job)
  }
  return {
    ...state,
    clear: () => setState(idle),
    /** The server alone knows what stands on the cards: it is asked for one job after the other. */
    scan: async (qr: string, jobs: readonly UnknownCardFragment[]) => {
      setState({ ...idle, busy: true })
      for (const job of jobs) {
        const outcome = await settle(job.jobId, { found: 'GOOD', qr })
        if (outcome.refusal?.code !== otherCard) return finish(job, outcome)
      }
      setState({ busy: false, refusal: ofNone, trouble: null })
    },
    declare: async (job: UnknownCardFragment, finding: TrayFinding) => {
      setState({ ...idle, busy: true })
      finish(job, await settle(job.jobId, finding))
    },
  }
}
export type Tray = ReturnType<typeof useTray>
