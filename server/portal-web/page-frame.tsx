import type { ReactNode } from 'react'
import { CardDrawing } from '../../ui/card-drawing.tsx'
import { DisplaySettings } from './display-settings.tsx'
import { otherLanguageOf, type Language } from './texts/of-language.ts'
import { hotline, type Texts } from './texts/texts.ts'

function Header(props: FrameProps) {
  const { texts, language, onLanguage } = props
  const other = otherLanguageOf(language)
  return (
    <header className="page-header">
      <div className="width">
        <div className="page-title">
          <h1>{texts.title}</h1>
          <p>{texts.subtitle}</p>
        </div>
        <CardDrawing className="card-drawing" />
        {onLanguage && (
          <button type="button" className="language" lang={other} onClick={() => onLanguage(other)}>
            {texts.otherLanguage}
          </button>
        )}
      </div>
    </header>
  )
}

function Help({ texts }: { readonly texts: Texts }) {
  return (
    <section className="help" aria-labelledby="help-heading">
      <h2 id="help-heading">{texts.help.heading}</h2>
      {texts.help.items.map((item) => (
        <details key={item.question}>
          <summary>{item.question}</summary>
          <p>{item.answer}</p>
        </details>
      ))}
    </section>
  )
}

function Footer({ texts, withProgram }: { readonly texts: Texts; readonly withProgram: boolean }) {
  return (
    <footer className="page-footer">
      <div className="width">
        <p>
          {texts.footer.hotline}{' '}
          <a href={hotline.dialled} className="hotline">
            {hotline.shown}
          </a>{' '}
          ({texts.footer.hotlineHours})
        </p>
        {withProgram && <DisplaySettings words={texts.display} />}
        <p>{texts.footer.privacy}</p>
        <p>{texts.footer.free}</p>
      </div>
    </footer>
  )
}

interface FrameProps {
  readonly texts: Texts
  readonly language: Language
  /** Null where no program runs: the language is then that of the browser. */
  readonly onLanguage: ((language: Language) => void) | null
}

/** What stands around the box and the answer: header with the language switch, help, footer. */
export function PageFrame(props: FrameProps & { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        {props.texts.skipToContent}
      </a>
      <Header texts={props.texts} language={props.language} onLanguage={props.onLanguage} />
      <main id="content" className="width" tabIndex={-1}>
        {props.children}
        <Help texts={props.texts} />
      </main>
      <Footer texts={props.texts} withProgram={props.onLanguage !== null} />
    </>
  )
}
