import { useCallback, useEffect, useRef, useState } from 'react'
import { ask, type Failed, type Question, type Said } from './ask.ts'

/** Asks when the part appears, and again on demand. */
export function useAnswer<Answer>(
  question: Question<Answer>,
  variables: Readonly<Record<string, string>>,
  onSignedOut: () => void,
) {
  const [said, setSaid] = useState<Said<Answer> | null>(null)
  const [round, setRound] = useState(0)
  const signedOut = useRef(onSignedOut)
  useEffect(() => {
    signedOut.current = onSignedOut
  })
  const key = JSON.stringify(variables)
  useEffect(() => {
    let isWanted = true
    void ask(question, JSON.parse(key)).then((now) => {
      if (!isWanted) return
      if (now.kind === 'signedOut') signedOut.current()
      else setSaid(now)
    })
    return () => {
      isWanted = false
    }
  }, [question, key, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  const failure: Failed | null = said && said.kind !== 'answer' ? said : null
  return { answer: said?.kind === 'answer' ? said.answer : null, failure, again }
}

/** Does one thing at a time, and keeps what was said about it for the person. */
export function useAct(onSignedOut: () => void) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failed | null>(null)
  async function act<Answer>(
    said: () => Promise<Said<Answer>>,
    done: (answer: Answer) => void,
  ): Promise<void> {
    if (busy) return
    setBusy(true)
    setFailure(null)
    const now = await said()
    setBusy(false)
    if (now.kind === 'answer') done(now.answer)
    else if (now.kind === 'signedOut') onSignedOut()
    else setFailure(now)
  }
  return { busy, failure, act }
}
