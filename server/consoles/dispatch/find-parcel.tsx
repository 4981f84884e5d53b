import { Button, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import { useClient } from 'urql'
import type { Bilingual } from '../../../core/errors.ts'
import { useFirstFocus } from '../../../ui/first-focus.ts'
import { useSay } from '../../../ui/language.tsx'
import { OneParcelDocument } from '../generated/parcels.ts'
import { type Refusal, type Trouble, troubleOf } from '../graphql/trouble.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'

const words = {
  label: { vi: 'Quét hoặc gõ số kiện', en: 'Scan or type the number of a parcel' },
  open: { vi: 'Mở', en: 'Open' },
} as const satisfies Readonly<Record<string, Bilingual>>

interface Missed {
  readonly refusal: Refusal | null
  readonly trouble: Trouble | null
}

/** The label of a parcel under the reader opens it. */
export function FindParcel() {
  const say = useSay()
  const client = useClient()
  const navigate = useNavigate()
  const field = useFirstFocus()
  const [missed, setMissed] = useState<Missed | null>(null)
  const find = async (number: string) => {
    setMissed(null)
    const asked = { id: null, number }
    const { data, error } = await client
      .query(OneParcelDocument, asked, { requestPolicy: 'network-only' })
      .toPromise()
    const found = data?.parcel
    if (found?.__typename === 'Parcel') void navigate(`/dispatch/${found.id}`)
    else setMissed({ refusal: found ?? null, trouble: error ? troubleOf(error) : null })
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const number = field.current?.value.trim() ?? ''
    if (number !== '') void find(number)
  }
  return (
    <>
      <form className="row" onSubmit={submit}>
        <TextInput
          ref={field}
          className="grow"
          label={say(words.label)}
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          classNames={{ input: 'code' }}
        />
        <Button type="submit">{say(words.open)}</Button>
      </form>
      {missed && <RefusalNotice refusal={missed.refusal} trouble={missed.trouble} />}
    </>
  )
}
