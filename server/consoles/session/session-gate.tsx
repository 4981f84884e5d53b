import { Loader } from '@mantine/core'
import { type ReactNode } from 'react'
import { useClient } from 'urql'
import { useAsk } from '../graphql/use-ask.ts'
import { SessionDocument } from '../generated/session.ts'
import { useSay } from '../../../ui/language.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { OfficerProvider } from './session.tsx'
import { renewSession, useSessionEnded } from './session-store.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { words } from './words.ts'

/** Signing in over the work that is on the screen: nothing of it is lost, unless somebody else sits down. */
function EndedSession({ officerId }: { readonly officerId: string }) {
  const say = useSay()
  const client = useClient()
  async function onSignedIn(): Promise<void> {
    const { data } = await client.query(SessionDocument, {}, { requestPolicy: 'network-only' }).toPromise()
    if (data && data.session.officerId !== officerId) window.location.assign('/console/')
    else renewSession()
  }
  return (
    <Dialog opened={useSessionEnded()} title={say(words.ended)}>
      <p className="modal-lead">{say(words.endedHelp)}</p>
      <SignInForm onSignedIn={() => void onSignedIn()} />
    </Dialog>
  )
}

/** Shows its children to a signed-in officer, and the way in to anybody else. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { data, busy, trouble, again } = useAsk(SessionDocument, {})
  if (data) {
    return (
      <OfficerProvider officer={data.session}>
        {children}
        <EndedSession officerId={data.session.officerId} />
      </OfficerProvider>
    )
  }
  if (trouble?.kind === 'signedOut') return <SignInPage onSignedIn={renewSession} />
  if (trouble && !busy) {
    return (
      <main className="sign-in">
        <TroubleNotice trouble={trouble} onAgain={again} />
      </main>
    )
  }
  return (
    <main className="sign-in" aria-busy="true">
      <Loader aria-label="…" />
    </main>
  )
}
