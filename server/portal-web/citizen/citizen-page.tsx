import { useEffect, useState, type ReactNode } from 'react'
import { CardDrawing } from '../../../ui/card-drawing.tsx'
import { hotline } from '../texts/texts.ts'
import { otherLanguageOf, textsOf, type Language } from '../texts/of-language.ts'
import { readFields } from '../answer-parts.ts'
import { ask, post } from './ask.ts'
import { ActButton } from './controls.tsx'
import { Home } from './home.tsx'
import { endSessions } from './questions.ts'
import { SignIn } from './sign-in-form.tsx'
import { wordsOf } from './words.ts'

interface Session {
  readonly signedIn: boolean
  readonly oidc: boolean
}

async function readSession(): Promise<Session> {
  try {
    const response = await fetch('/citizen/session', { cache: 'no-store' })
    const { signedIn, oidc } = readFields(await response.json())
    return { signedIn: signedIn === true, oidc: oidc === true }
  } catch {
    return { signedIn: false, oidc: false }
  }
}

const explained = ['PROVIDER_FAILED', 'CITIZEN_UNKNOWN'] as const

/** Why the provider's way did not lead in. */
const refusalInAddress = () => explained.find((one) => window.location.hash === `#${one}`) ?? null

function Frame(props: {
  readonly language: Language
  readonly onLanguage: (language: Language) => void
  readonly children: ReactNode
}) {
  const { language, onLanguage } = props
  const words = wordsOf(language)
  const texts = textsOf(language)
  const other = otherLanguageOf(language)
  return (
    <>
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <header className="page-header">
        <div className="width">
          <div className="page-title">
            <h1>{words.title}</h1>
            <p>{words.subtitle}</p>
          </div>
          <CardDrawing className="card-drawing" />
          <button type="button" className="language" lang={other} onClick={() => onLanguage(other)}>
            {words.otherLanguage}
          </button>
        </div>
      </header>
      <main id="content" className="width" tabIndex={-1}>
        {props.children}
        <p className="who-asked">
          <a href="/">{words.toStatus}</a>
        </p>
      </main>
      <footer className="page-footer">
        <div className="width">
          <p>
            {texts.footer.hotline}{' '}
            <a href={hotline.dialled} className="hotline">
              {hotline.shown}
            </a>{' '}
            ({texts.footer.hotlineHours})
          </p>
          <p>{words.privacy}</p>
        </div>
      </footer>
    </>
  )
}

/** The whole page: who is it, and then everything of theirs. Nothing of it outlives the page but the session's cookie. */
export function CitizenPage() {
  const [language, setLanguage] = useState<Language>('vi')
  const [session, setSession] = useState<Session | null>(null)
  const [why, setWhy] = useState<'ended' | (typeof explained)[number] | null>(refusalInAddress)
  const words = wordsOf(language)
  useEffect(() => {
    if (refusalInAddress()) window.history.replaceState(null, '', window.location.pathname)
    void readSession().then(setSession)
  }, [])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = words.title
  }, [language, words])
  const leave = (reason: 'ended' | null) => {
    setWhy(reason)
    setSession((before) => ({ signedIn: false, oidc: before?.oidc ?? false }))
  }
  const enter = () => {
    setWhy(null)
    setSession((before) => ({ signedIn: true, oidc: before?.oidc ?? false }))
  }
  const signOut = async (everywhere: boolean) => {
    if (everywhere) await ask(endSessions)
    await post('/citizen/sign-out', {}, () => true)
    leave(null)
  }
  return (
    <Frame language={language} onLanguage={setLanguage}>
      {session === null && <output className="box">{words.busy}</output>}
      {session && !session.signedIn && (
        <SignIn language={language} oidc={session.oidc} why={why && words[why]} onSignedIn={enter} />
      )}
      {session?.signedIn && (
        <>
          <Home words={words} language={language} onSignedOut={() => leave('ended')} />
          <div className="sign-out">
            <ActButton onClick={() => void signOut(false)}>{words.signOut}</ActButton>
            <ActButton onClick={() => void signOut(true)}>{words.signOutAll}</ActButton>
          </div>
        </>
      )}
    </Frame>
  )
}
