import { useEffect } from 'react'
import { CardDrawing } from '../../../ui/card-drawing.tsx'
import { LanguageSwitch } from '../frame/language-switch.tsx'
import { useSay } from '../../../ui/language.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { words } from './words.ts'

export function SignInPage({ onSignedIn }: { readonly onSignedIn: () => void }) {
  const say = useSay()
  const title = `${say(words.heading)} · ${say(words.product)}`
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-head">
          <div>
            <p className="sign-in-product">{say(words.product)}</p>
            <p className="soft">{say(words.purpose)}</p>
          </div>
          <CardDrawing className="sign-in-card" />
        </div>
        <h1>{say(words.heading)}</h1>
        <SignInForm onSignedIn={onSignedIn} />
        <p className="soft">{say(words.help)}</p>
        <LanguageSwitch />
      </div>
    </main>
  )
}
