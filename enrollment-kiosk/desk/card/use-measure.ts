import { useEffect, useState } from 'react'

type Measure = (text: string, size: number) => number

/** Measured at one large size: letters scale with it. */
const measured = 100

function measureIn(family: string, weight: number): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (context) context.font = `${weight} ${measured}px ${family}`
  return (text, size) => ((context?.measureText(text).width ?? text.length * measured) / measured) * size
}

/** How wide a text is in the card's type; measured again once the type is there. */
export function useMeasure(weight: 400 | 600): Measure {
  const [measure, setMeasure] = useState(() => measureIn("'Be Vietnam Pro'", weight))
  useEffect(() => {
    let here = true
    void document.fonts.load(`${weight} 16px 'Be Vietnam Pro'`).then(() => {
      if (here) setMeasure(() => measureIn("'Be Vietnam Pro'", weight))
    })
    return () => {
      here = false
    }
  }, [weight])
  return measure
}
