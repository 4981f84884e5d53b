import { useRef, useState } from 'react'
import { useClient, type AnyVariables, type TypedDocumentNode } from 'urql'
import { troubleOf, type Refusal, type Trouble } from './trouble.ts'

/** What a mutation's only field answers when nothing was refused. */
type Done<Data> = Exclude<Data[keyof Data], { readonly __typename: 'DomainRefusal' }>

export interface Act<Data, Variables> {
  /** Answers null where it was refused or failed; `refusal` or `trouble` then says why. Pressed twice, it runs once. */
  readonly act: (variables: Variables) => Promise<Done<Data> | null>
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
  readonly clear: () => void
}

interface State {
  readonly busy: boolean
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
}
const idle: State = { busy: false, refusal: null, trouble: null }

function isRefusal(answer: unknown): answer is Refusal {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    '__typename' in answer &&
    answer.__typename === 'DomainRefusal'
  )
}

/** Sends a mutation of one field whose union may hold a refusal; select `__typename` in it. */
export function useAct<Data extends object, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
): Act<Data, Variables> {
  const client = useClient()
  const [state, setState] = useState(idle)
  const running = useRef(false)
  const act = async (variables: Variables): Promise<Done<Data> | null> => {
    if (running.current) return null
    running.current = true
    setState({ ...idle, busy: true })
    const { data, error } = await client.mutation(mutation, variables).toPromise()
    running.current = false
    const answer: unknown = data && Object.values(data)[0]
    const refusal = isRefusal(answer) ? answer : null
    setState({ busy: false, refusal, trouble: error ? troubleOf(error) : null })
    return error || refusal || !data ? null : (answer as Done<Data>)
  }
  return { act, ...state, clear: () => setState(idle) }
}
