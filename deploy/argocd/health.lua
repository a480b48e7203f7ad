-- What Argo CD shows of a SwarmService. The conditions follow kstatus' rules, in the same order.
local health = { status = "Progressing", message = "" }
if obj.status == nil or obj.status.conditions == nil then
  return health
end
if obj.status.observedGeneration ~= obj.metadata.generation then
  health.message = "the operator has yet to see this version"
  return health
end

local conditions = {}
for _, condition in ipairs(obj.status.conditions) do
  conditions[condition.type] = condition
end
local function holds(type)
  return conditions[type] ~= nil and conditions[type].status == "True"
end

local ready = conditions["Ready"]
if ready ~= nil then
  health.message = ready.message
end
if holds("Reconciling") then
  return health
end
if holds("Stalled") then
  health.status = "Degraded"
  health.message = conditions["Stalled"].message
elseif holds("Ready") then
  health.status = "Healthy"
elseif ready ~= nil and ready.reason == "RolloutPaused" then
  health.status = "Suspended"
end
return health
