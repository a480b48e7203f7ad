-- Which actions a SwarmService offers now.
local status = obj.status or {}
local update = status.update or {}
local job = obj.spec.mode == "replicated-job" or obj.spec.mode == "global-job"
local stopped = update.state == "paused" or update.state == "rollback_paused"

local actions = {}
actions["pause"] = { ["disabled"] = job or obj.spec.paused == true }
actions["resume"] = { ["disabled"] = not (obj.spec.paused == true or stopped or status.hold ~= nil) }
actions["rollback"] = { ["disabled"] = job or status.previousRevision == nil }
actions["restart"] = { ["disabled"] = false }
return actions
