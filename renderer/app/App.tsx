import { Navigate, Route, Routes } from 'react-router'
import { AuditPage } from '../features/audit/AuditPage.tsx'
import { ConnectionsPage } from '../features/connections/ConnectionsPage.tsx'
import { FailuresPage } from '../features/failures/FailuresPage.tsx'
import { MembersPage } from '../features/members/MembersPage.tsx'
import { NetworkDialogs } from '../features/network/NetworkDialogs.tsx'
import { ProjectPage } from '../features/project/ProjectPage.tsx'
import { ProjectsPage } from '../features/projects/ProjectsPage.tsx'
import { SessionGate } from '../features/session/SessionGate.tsx'
import { SettingsPage } from '../features/settings/SettingsPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Shell } from './Shell.tsx'

/** Every screen and its address, for whom the workspace is open. */
export function App() {
  return (
    <SessionGate>
      <NetworkDialogs>
        <Routes>
          <Route element={<Shell />}>
            <Route index element={<Navigate to="/projects" replace />} />
            <Route path="/projects" element={<ProjectsPage />} />
            <Route path="/projects/:projectId" element={<ProjectPage tab="overview" />} />
            <Route path="/projects/:projectId/tasks" element={<ProjectPage tab="tasks" />} />
            <Route path="/connections" element={<ConnectionsPage />} />
            <Route path="/members" element={<MembersPage />} />
            <Route path="/members/audit" element={<AuditPage />} />
            <Route path="/settings" element={<SettingsPage />} />
            <Route path="/failures" element={<FailuresPage />} />
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Routes>
      </NetworkDialogs>
    </SessionGate>
  )
}
