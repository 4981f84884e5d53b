import { createBrowserRouter, type RouteObject } from 'react-router'
import { areas } from './areas.ts'
import { AreaGate } from './frame/area-gate.tsx'
import { ConsoleFrame } from './frame/console-frame.tsx'
import { CrashPage, MissingPage } from './frame/fallback-pages.tsx'

const screens: RouteObject[] = areas.map((area) => ({
  path: area.path,
  element: <AreaGate area={area} />,
  errorElement: <CrashPage />,
  children: [...area.routes],
}))

export const createConsoleRouter = () =>
  createBrowserRouter(
    [
      {
        element: <ConsoleFrame />,
        errorElement: <CrashPage />,
        hydrateFallbackElement: <></>,
        children: [...screens, { path: '*', element: <MissingPage /> }],
      },
    ],
    { basename: '/console' },
  )
